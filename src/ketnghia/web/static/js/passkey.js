/** Says in the page why a passkey did not work; allauth itself only writes to the console. */

const show = () => {
  const place = document.querySelector("[data-problems]");
  const words = document.getElementById("loi-khoa")?.dataset.text;
  if (!place || !words) return;
  place.querySelector(".notice--passkey")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice notice--error notice--passkey";
  notice.setAttribute("role", "alert");
  place.prepend(notice);
  notice.textContent = words;
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  show();
});
