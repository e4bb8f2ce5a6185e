// What helps on every page, in one file: colours to choose, code to copy, footnotes that open beside their numbers, videos that play in
// their place. Without this file, or without the right to one of these, the page is whole.
"use strict";

const words = document.currentScript.dataset;

// Light or dark as the reader chose, before anything is painted; and the button to choose with. Else the system decides.
{
  const root = document.documentElement;
  const { label } = words;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("scheme"); } catch { return null; } };
  const remember = (scheme) => { try { localStorage.setItem("scheme", scheme); } catch { /* Chosen for this page only. */ } };
  const shown = () => root.dataset.scheme ?? (dark.matches ? "dark" : "light");
  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") root.dataset.scheme = chosen;

  addEventListener("DOMContentLoaded", () => {
    const button = document.createElement("button");
    const tell = () => button.setAttribute("aria-pressed", String(shown() === "dark"));
    button.type = "button";
    button.className = "scheme";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => {
      root.dataset.scheme = shown() === "dark" ? "light" : "dark";
      remember(root.dataset.scheme);
      tell();
    });
    dark.addEventListener("change", tell);
    tell();
    document.querySelector(".masthead")?.append(button);
  });
}

// A button beside each block of code.
{
  const { copy, copied } = words;

  function framed(block) {
    const frame = document.createElement("div");
    frame.className = "frame";
    block.replaceWith(frame);
    frame.append(block);
    return frame;
  }

  function button(code) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "copy";
    made.textContent = copy;
    made.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
      made.textContent = copied;
      setTimeout(() => { made.textContent = copy; }, 2000);
    });
    return made;
  }

  addEventListener("DOMContentLoaded", () => {
    const codes = navigator.clipboard ? document.querySelectorAll(".body pre > code") : [];
    for (const code of codes) framed(code.parentElement).append(button(code));
  });
}

// A footnote opens beside its number; in a browser without popovers the number leads to the note.
{
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
}

// A click plays a video. Nothing comes from elsewhere before it; without scripts the click leads to the video's page.
{
  const ALLOWED = "autoplay; encrypted-media; fullscreen; picture-in-picture";

  function frame(player) {
    const made = document.createElement("iframe");
    made.src = player.dataset.player;
    made.title = player.querySelector("b").textContent;
    made.allow = ALLOWED;
    made.referrerPolicy = "strict-origin-when-cross-origin";
    return made;
  }

  addEventListener("click", (event) => {
    const player = event.target.closest("[data-player]");
    if (!player || !event.target.closest("a") || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const made = frame(player);
    player.replaceChildren(made);
    made.focus();
  });
}
