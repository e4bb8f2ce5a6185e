// A footnote opens beside its number. Without this file, or in a browser without popovers, the number leads to the note.
const GAP = 8;

function copied(note) {
  const copy = note.cloneNode(true);
  for (const back of copy.querySelectorAll(".footnote-backref")) back.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy.childNodes;
}

function place(box, number) {
  const at = number.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min(at.left + at.width / 2 - width / 2, document.documentElement.clientWidth - width - GAP);
  const below = at.bottom + GAP + height <= innerHeight;
  box.style.left = `${scrollX + Math.max(GAP, left)}px`;
  box.style.top = `${scrollY + (below ? at.bottom + GAP : Math.max(GAP, at.top - GAP - height))}px`;
}

function open(box, number) {
  const note = document.getElementById(decodeURIComponent(number.hash.slice(1)));
  if (!note) return false;
  if (!box.isConnected) number.closest(".body").append(box); // The preview may have taken it away.
  box.replaceChildren(...copied(note));
  box.showPopover();
  place(box, number);
  box.focus();
  return true;
}

if ("popover" in HTMLElement.prototype) {
  const box = document.createElement("aside");
  let opened;
  box.popover = "auto";
  box.className = "note";
  box.tabIndex = -1;
  box.addEventListener("toggle", (event) => { if (event.newState === "closed" && box.contains(document.activeElement)) opened.focus(); });
  addEventListener("click", (event) => {
    const number = event.target.closest(".body .footnote-ref a");
    if (!number || event.metaKey || event.ctrlKey || event.shiftKey) return;
    opened = number;
    if (open(box, number)) event.preventDefault();
  });
}
