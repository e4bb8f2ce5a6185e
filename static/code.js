// A button beside each block of code that copies it. Without this file, or without the right to copy, the page is whole.
const { copy, copied } = document.querySelector("script[data-copy]").dataset;

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

if (navigator.clipboard) {
  for (const code of document.querySelectorAll(".body pre > code")) framed(code.parentElement).append(button(code));
}
