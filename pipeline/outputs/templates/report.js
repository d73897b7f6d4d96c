"use strict";
(() => {
  const filters = document.querySelector(".filters");
  if (!filters) return;
  const search = filters.querySelector("#search");
  const rule = filters.querySelector("#rule");
  const changing = filters.querySelector("#changing");
  const severities = [...filters.querySelectorAll("input[name=severity]")];
  const shown = filters.querySelector("#shown");
  const documents = [...document.querySelectorAll(".document")].map((element) => ({
    element,
    head: element.querySelector("header").textContent.toLowerCase(),
    findings: [...element.querySelectorAll(".finding")].map((card) => ({
      card, text: card.textContent.toLowerCase(),
    })),
  }));
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(severities.filter((box) => box.checked).map((box) => box.value));
    const all = wanted.size === severities.length && !rule.value && !changing.checked;
    let count = 0;
    for (const { element, head, findings } of documents) {
      const headFits = words.every((word) => head.includes(word));
      let here = 0;
      for (const { card, text } of findings) {
        const fits = wanted.has(card.dataset.severity)
          && (!rule.value || card.dataset.code === rule.value)
          && (!changing.checked || card.dataset.changes === "true")
          && words.every((word) => text.includes(word) || head.includes(word));
        card.hidden = !fits;
        here += fits;
      }
      element.hidden = here === 0 && !(all && headFits);
      count += here;
    }
    shown.textContent = String(count);
  };
  filters.hidden = false;
  filters.addEventListener("input", apply);
  apply();
})();
