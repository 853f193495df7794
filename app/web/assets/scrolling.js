// Large buttons scroll a page that is longer than the screen: for unsteady hands every page, for everybody a question
// whose Next is not to be seen. They say how many choices are still below.
"use strict";

const page = document.documentElement;
const frame = document.querySelector(".scrolling");
const [up, down] = frame.querySelectorAll("button");
const below = frame.querySelector(".below");
const SMALLEST_SCREEN = 600; // px; on less the buttons would hide what they scroll
const ROOM = 12; // px above what was scrolled to

const targets = () => [...document.querySelectorAll("main :is(.choice, button, a, input[type=text], textarea)")];
const bottomOfView = () => (frame.hidden ? innerHeight : frame.getBoundingClientRect().top);
const isBelow = (element) => element.getBoundingClientRect().bottom > bottomOfView() + 1;

function isTooLong() {
  if (Math.min(innerWidth, innerHeight) < SMALLEST_SCREEN) return false;
  if (page.dataset.hands === "steady") return page.scrollHeight > innerHeight + 1;
  const next = document.querySelector(".item .next");
  return next !== null && next.getBoundingClientRect().bottom + scrollY > innerHeight;
}

function fit() {
  frame.hidden = true;
  page.classList.remove("scrolls");
  frame.hidden = !isTooLong();
  page.classList.toggle("scrolls", !frame.hidden);
  page.style.setProperty("--covered", `${frame.offsetHeight + ROOM}px`); // what has the focus is never behind the buttons
  tell();
}

function tell() {
  if (frame.hidden) return;
  up.disabled = scrollY <= 0;
  down.disabled = scrollY + innerHeight >= page.scrollHeight - 1;
  const count = [...document.querySelectorAll(".item .choice")].filter(isBelow).length;
  const words = below.dataset[count] ?? below.dataset.more;
  if (below.textContent !== words) below.textContent = words;
}

// Down: what is next and not wholly seen comes to the top. Up: what is before it, to the bottom. Never past the view.
function scroll(way) {
  const view = bottomOfView();
  const boxes = targets().map((target) => target.getBoundingClientRect());
  const wanted = way > 0
    ? boxes.find((box) => box.bottom > view + 1 && box.top > ROOM + 1)?.top - ROOM
    : boxes.findLast((box) => box.top < -1)?.bottom - view + ROOM;
  const most = view - ROOM;
  scrollBy({ top: Number.isNaN(wanted) ? way * most : Math.max(-most, Math.min(most, wanted)), behavior: "instant" });
}

frame.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && !event.defaultPrevented) scroll(Number(button.value));
});
addEventListener("scroll", tell, { passive: true });
addEventListener("resize", fit);
document.fonts.ready.then(fit);
fit();
