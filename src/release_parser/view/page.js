document.querySelectorAll("header input[type=checkbox]").forEach(box =>
  box.addEventListener("change", () => document.body.classList.toggle("off-" + box.dataset.kind, !box.checked)));
document.querySelector("header input[type=search]").addEventListener("input", event => {
  const wanted = event.target.value.toLowerCase();
  document.querySelectorAll("article").forEach(article => { article.hidden = !article.textContent.toLowerCase().includes(wanted); });
});
