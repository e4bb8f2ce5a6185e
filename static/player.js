// A click plays a video in its place. Nothing comes from elsewhere before it; without this file the click leads to the video's page.
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
