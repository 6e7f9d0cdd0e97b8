// What pages of the dashboard do beyond plain HTML; everything works without it.

// A form is sent once, however often its button is pressed.
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== 'post') return;
  const asks = event.submitter?.dataset.ask ?? form.dataset.ask;
  if (asks && form.dataset.sure === undefined) {
    event.preventDefault();
    void confirmed(asks).then((yes) => {
      if (!yes) return;
      form.dataset.sure = '';
      form.requestSubmit(event.submitter);
      delete form.dataset.sure;
    });
    return;
  }
  if (form.dataset.sent !== undefined) event.preventDefault();
  form.dataset.sent = '';
  event.submitter?.setAttribute('aria-busy', 'true');
});
// A page that the browser kept may be sent again.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy]'))
    button.removeAttribute('aria-busy');
});

// `data-ask` names a <dialog> with a form of its own whose buttons say yes (value) or no.
function confirmed(id) {
  const dialog = document.getElementById(id);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'), { once: true });
  });
}

// One box ticks all of its table's.
document.addEventListener('change', ({ target }) => {
  const scope = target.closest('[data-ticks]');
  if (!scope) return;
  const boxes = [...scope.querySelectorAll('input[type=checkbox][name]')];
  const all = scope.querySelector('[data-all]');
  if (target === all) for (const box of boxes) box.checked = all.checked;
  const count = boxes.filter((box) => box.checked).length;
  if (all) {
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  for (const place of scope.querySelectorAll('[data-ticked]')) place.textContent = String(count);
});

// A select or a box that stands for a choice in the address goes there at once.
document.addEventListener('change', ({ target }) => {
  if (target.dataset.go !== undefined) target.form.requestSubmit();
});

// One menu is open at a time, and none after a click beside it.
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(target)) menu.open = false;
  }
});
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  const menu = document.querySelector('details[data-menu][open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

// A region that waits for something reads itself again, after as many seconds as it says.
function poll() {
  const region = document.querySelector('[data-poll]');
  if (!region) return;
  setTimeout(() => void lookAgain(region).then(poll), region.dataset.poll * 1000);
}
poll();

async function lookAgain(region) {
  if (document.hidden || region.contains(document.activeElement)) return;
  const answer = await fetch(location.href).catch(() => null);
  const text = answer?.ok ? await answer.text() : '';
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fresh = page.getElementById(region.id);
  if (fresh && fresh.innerHTML !== region.innerHTML) region.replaceWith(fresh);
  const balance = page.querySelector('[data-balance]');
  if (balance) document.querySelector('[data-balance]')?.replaceWith(balance);
}
