// Pages that show orders follow them; without this, they are as old as their last reload.

// A region with `data-live` follows orders: each event says how one looks by now. What is more than
// words and figures is read again, a second after the last event.
for (const region of document.querySelectorAll('[data-live]')) follow(region);
function follow(region) {
  let stream, again;
  const ordersOf = (id) =>
    region.dataset.order === id ? [region] : [...region.querySelectorAll(`[data-order="${id}"]`)];
  const readAgain = () => {
    clearTimeout(again);
    again = setTimeout(() => void readAll(), 1000);
  };
  const readAll = async () => {
    const live = await refresh(region);
    if (!live || region.dataset.liveNew === undefined) return;
    region.dataset.live = live; // it names the orders that came as well
    rest();
    open();
  };
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(region.dataset.live);
    stream.addEventListener('order', ({ data }) => {
      const one = JSON.parse(data);
      const isNews = ordersOf(String(one.order)).map((order) => shown(order, one));
      if (region.dataset.order && isNews.includes(true)) readAgain();
    });
    stream.addEventListener('placed', ({ data }) => {
      const { orders } = JSON.parse(data);
      const isNew = (id) => !region.querySelector(`[data-order="${id}"]`);
      if (region.dataset.liveNew !== undefined && orders.some(isNew)) readAgain();
    });
  };
  const rest = () => {
    stream?.close();
    stream = undefined;
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : open()));
  addEventListener('pagehide', rest);
  addEventListener('pageshow', open);
  open();
}
// Writes how an order looks by now, and answers whether it looked otherwise.
function shown(order, { status, look, isRunning, share, delivered, charge, about }) {
  let isNews = false;
  const write = (place, text) => {
    isNews ||= place.textContent !== text;
    place.textContent = text;
  };
  for (const place of order.querySelectorAll('[data-show=status] > span')) {
    place.className = look;
    write(place.lastChild, status);
  }
  for (const place of order.querySelectorAll('[data-show=delivered]')) write(place, delivered);
  for (const bar of order.querySelectorAll('[data-show=share]')) {
    bar.value = share;
    bar.closest('.delivery').toggleAttribute('data-running', isRunning);
  }
  for (const price of order.querySelectorAll('[data-show=charge] bdi')) {
    write(price, price.previousElementSibling ? about : charge);
  }
  return isNews;
}
// Takes the parts of a region as the page has them now; what was ticked stays ticked. Answers the
// address that the page would follow by.
async function refresh(region) {
  const answer = await fetch(location.href);
  if (!answer.ok || answer.redirected) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of page.querySelectorAll('[data-live-part]')) {
    const old = region.querySelector(`[data-live-part="${part.dataset.livePart}"]`);
    if (!old || old.contains(document.activeElement)) continue;
    for (const box of part.querySelectorAll('input[type=checkbox]')) {
      const known = old.querySelector(`input[name="${box.name}"][value="${box.value}"]`);
      box.checked = known?.checked ?? false;
    }
    old.replaceWith(part);
  }
  return page.querySelector('[data-live]')?.dataset.live;
}

// The numbers of ticked orders, for other programs.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy-ids]');
  if (!button || !navigator.clipboard) return;
  event.preventDefault();
  const ticked = button.form.querySelectorAll('input[name=id]:checked');
  const ids = [...ticked].map(({ value }) => value);
  if (ids.length > 0) void navigator.clipboard.writeText(ids.join(', ')).then(() => flash(button));
});
function flash(button) {
  button.setAttribute('data-did', '');
  setTimeout(() => button.removeAttribute('data-did'), 1500);
}
