// What public pages do beyond plain HTML; everything works without it.
document.documentElement.dataset.scripted = '';
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest('[data-copy]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  void navigator.clipboard.writeText(source.textContent).then(() => {
    button.dataset.copied = '';
    setTimeout(() => delete button.dataset.copied, 1500);
  });
});
