// The page shows at once what is chosen on it.
"use strict";

const SETTINGS = { text_size: "textSize", theme: "theme", hands: "hands", letters: "letters" };
const voiceSetting = document.querySelector('[name="reads_aloud"]')?.closest("fieldset");

addEventListener("change", ({ target }) => {
  const setting = SETTINGS[target.name];
  if (!setting) return;
  document.documentElement.dataset[setting] = target.value;
  dispatchEvent(new Event("resize")); // what fits the screen may have changed
});

// Reading aloud is offered only where the tablet itself can do it: words never leave for a voice elsewhere.
function offerVoice() {
  const isOwn = (voice) => voice.localService && voice.lang.slice(0, 2) === document.documentElement.lang.slice(0, 2);
  voiceSetting.hidden = !speechSynthesis.getVoices().some(isOwn);
}

if (voiceSetting && "speechSynthesis" in window) {
  offerVoice();
  speechSynthesis.addEventListener("voiceschanged", offerVoice);
}
