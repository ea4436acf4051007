/** Show what is being typed as a password, for as long as the box is ticked. */

const box = document.querySelector("[data-show-password]");
const fields = document.querySelectorAll("[data-password]");

if (box) {
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
}
