/** The drawer "from what": opens once its content is there. Points of the map ask for it too. */

const drawer = document.getElementById("nguon-so-lieu");

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "nguon" || drawer.open) return;
  drawer.showModal();
  drawer.scrollTop = 0;
});

/* htmx follows links of HTML only; those inside a drawing are asked for here. */
document.addEventListener("click", (event) => {
  const point = event.target.closest(".map a");
  if (!point || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.htmx.ajax("GET", point.getAttribute("href"), { target: "#nguon", swap: "innerHTML" });
});
