// A trembling hand taps twice. The second tap within 700 ms does not count, be it on this page's button or, as the
// first was a Next, on the next page's: `timeStamp` counts from the moment the way to this page began.
"use strict";

const PAUSE = 700;
let last = 0;

addEventListener("click", (event) => {
  // Whoever chooses or marks something has seen the page: what follows is meant.
  if (event.target.closest(".choice, .ruler, .step")) last = -PAUSE;
  const isTap = event.detail > 0 && event.target.closest("button:not(.step), a");
  if (!isTap) return;
  if (event.timeStamp - last < PAUSE) event.preventDefault();
  else last = event.timeStamp;
}, true);
