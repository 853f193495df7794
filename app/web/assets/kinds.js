// What a page of a line or a text gains from scripts: the line can be tapped and stepped, the characters are counted.
// Both stand on a box that works alone, and what is sent is what stands in that box.
"use strict";

const whole = (text) => (/^-?\d+$/.test(text.trim()) ? Number(text) : NaN);

function enliven(line, box) {
  const low = Number(line.dataset.low);
  const high = Number(line.dataset.high);
  const thumb = line.querySelector(".thumb");
  const isUpright = line.closest(".in-column") !== null;
  const leap = Math.max(1, Math.round((high - low) / 10));
  const middle = Math.round((low + high) / 2);

  function show() {
    const value = whole(box.value);
    const isMarked = value >= low && value <= high;
    const part = ((isMarked ? value : low) - low) / (high - low);
    line.classList.toggle("marked", isMarked);
    thumb.setAttribute(isUpright ? "cy" : "cx", `${100 * (isUpright ? 1 - part : part)}%`);
    line.setAttribute("aria-valuenow", isMarked ? value : middle);
    line.setAttribute("aria-valuetext", isMarked ? line.dataset.told.replace("{}", value) : line.dataset.none);
  }

  function mark(value) {
    box.value = Math.min(high, Math.max(low, Math.round(value)));
    show();
  }

  // The first step of a mark that is not there yet puts it in the middle.
  function move(by) {
    const value = whole(box.value);
    mark(Number.isNaN(value) ? middle : value + by);
  }

  const moves = {
    ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: leap, PageDown: -leap,
  };
  line.addEventListener("keydown", (event) => {
    if (event.key in moves) move(moves[event.key]);
    else if (event.key === "Home") mark(low);
    else if (event.key === "End") mark(high);
    else if (event.key === "Enter") box.form.querySelector(".next").click();
    else return;
    event.preventDefault();
  });
  line.addEventListener("click", (event) => {
    const rail = line.querySelector("svg").getBoundingClientRect();
    const part = isUpright ? (rail.bottom - event.clientY) / rail.height : (event.clientX - rail.left) / rail.width;
    mark(low + part * (high - low));
  });
  for (const button of document.querySelectorAll(".step")) {
    button.classList.remove("waiting");
    button.addEventListener("click", () => move(Number(button.dataset.step)));
  }
  box.addEventListener("input", show);

  line.role = "slider";
  line.tabIndex = 0;
  line.setAttribute("aria-valuemin", low);
  line.setAttribute("aria-valuemax", high);
  line.setAttribute("aria-orientation", isUpright ? "vertical" : "horizontal");
  show();
}

function count(box, hint) {
  const told = () => {
    const left = Number(box.dataset.most) - [...box.value.trim()].length;
    const words = left < 0 ? hint.dataset.over : hint.dataset.left;
    hint.textContent = words.replace("{}", Math.abs(left));
    hint.classList.toggle("over", left < 0);
  };
  box.addEventListener("input", told);
  told();
}

const box = document.getElementById("answer");
const line = document.getElementById("line");
if (line) enliven(line, box);
else if (box) count(box, document.getElementById("hint"));
