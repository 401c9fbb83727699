// Makes pages nicer where scripts run. Nothing here is needed for a page to work.

for (const summary of document.querySelectorAll('[data-module="govuk-error-summary"]')) {
  document.body.classList.add("govuk-frontend-supported");
  new ErrorSummary(summary);
}

// A table that fits needs no keyboard stop: only one that scrolls does.
const fitted = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    scrolls ? target.setAttribute("tabindex", "0") : target.removeAttribute("tabindex");
  }
});
for (const region of document.querySelectorAll(".table-scroll")) fitted.observe(region);

// A second press on a button must not send the form twice.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 1500);
  });
}
