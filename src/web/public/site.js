// What public pages do beyond plain HTML; everything works without it.
document.documentElement.dataset.scripted = '';

// It names a dialog; without a name it is another's, to say that something is open.
const OPENER = '[data-open]:not([data-open=""])';

document.addEventListener('click', (event) => {
  const { target } = event;
  const button = target instanceof Element && target.closest(`[data-copy], ${OPENER}`);
  if (!button) return;
  const { copy, open } = button.dataset;
  if (open) {
    event.preventDefault();
    document.getElementById(open).showModal();
    return;
  }
  void textOf(copy)
    .then((text) => navigator.clipboard.writeText(text))
    .then(() => {
      button.dataset.copied = '';
      setTimeout(() => delete button.dataset.copied, 1500);
    });
});

// An element's text, or that of a file of ours.
const textOf = async (from) =>
  from.startsWith('/') ? (await fetch(from)).text() : document.getElementById(from).textContent;

// A language of samples is chosen for all of them, and kept as the form would keep it.
document.addEventListener('submit', (event) => {
  const { submitter, target } = event;
  if (!target.matches('[data-tabs]')) return;
  event.preventDefault();
  const { value } = submitter;
  document.cookie = `code=${value}; path=/; max-age=31536000; samesite=lax`;
  const top = target.getBoundingClientRect().top;
  for (const tab of document.querySelectorAll('[data-tabs] button')) {
    tab.setAttribute('aria-pressed', String(tab.value === value));
  }
  for (const sample of document.querySelectorAll('figure:has([data-tab])')) {
    const panels = [...sample.querySelectorAll('[data-tab]')];
    const shown = panels.find((panel) => panel.dataset.tab === value) ?? panels[0];
    for (const panel of panels) panel.hidden = panel !== shown;
  }
  scrollBy(0, target.getBoundingClientRect().top - top);
});

document.addEventListener('keydown', (event) => {
  const search = document.querySelector(OPENER);
  if (event.key !== 'k' || !(event.metaKey || event.ctrlKey) || !search) return;
  event.preventDefault();
  search.click();
});

for (const keys of document.querySelectorAll('[data-keys]')) {
  if (/mac|iphone|ipad/i.test(navigator.platform)) keys.textContent = '⌘K';
}

// What the page of the search would show, while its words are typed.
let typed = 0;
document.addEventListener('input', ({ target }) => {
  const { form } = target;
  if (!form?.matches('[data-live]')) return;
  const mine = ++typed;
  setTimeout(() => void show(form, mine), 120);
});

async function show(form, mine) {
  if (mine !== typed) return;
  const page = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}`);
  const found = new DOMParser().parseFromString(await page.text(), 'text/html');
  if (mine !== typed) return;
  const place = form.parentElement.querySelector('[data-hits]');
  place.replaceChildren(found.querySelector('[data-found]') ?? '');
}
