// A trembling hand taps twice. The second tap within 700 ms does not count, be it on this page's button or, as the
// first was a Next, on the next page's: `timeStamp` counts from the moment the way to this page began. In the profile
// for unsteady hands that holds for choices too; otherwise whoever chooses need not wait.
"use strict";

const PAUSE = 700;
let last = 0;
let lastTarget = null;

addEventListener("click", (event) => {
  const isSteady = document.documentElement.dataset.hands === "steady";
  // Whoever chooses or marks something has seen the page: what follows is meant.
  if (!isSteady && event.target.closest(".choice, .ruler, .step")) last = -PAUSE;
  const target = event.target.closest(isSteady ? ".choice, button:not(.step), a" : "button:not(.step), a");
  const isPassedOn = target === lastTarget && target?.matches(".choice"); // by a label, to its circle
  if (event.detail === 0 || !target || isPassedOn) return;
  if (event.timeStamp - last < PAUSE) {
    event.preventDefault();
  } else {
    last = event.timeStamp;
    lastTarget = target;
  }
}, true);
