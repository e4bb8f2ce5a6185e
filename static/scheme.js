// Light or dark as the reader chose, before anything is painted; and the button to choose with. Without this file the system decides.
{
  const root = document.documentElement;
  const { label } = document.currentScript.dataset;
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
