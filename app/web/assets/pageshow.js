// Back must never show the page of whoever used this browser before. A page that is left gives up its content, so
// that the copy the browser keeps is blank; if the browser shows that copy, the page is fetched anew.
"use strict";

addEventListener("pagehide", () => document.body.replaceChildren());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
