// Passkeys: asks the server, then the browser, and sends the answer as an ordinary form.
// A passkey belongs to a name, never to an address in figures.
const knows =
  window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined &&
  !/^([\d.]+|\[.*)$/.test(location.hostname);
for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.hidden = !knows;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { passkey, options } = form.dataset;
    const failed = form.querySelector('[data-failed]');
    failed.textContent = '';
    answer(passkey, options)
      .then((response) => {
        form.elements.namedItem('response').value = JSON.stringify(response);
        form.submit();
      })
      .catch(({ name }) => {
        // Whoever closed the browser's own window knows that they did.
        if (name !== 'NotAllowedError') failed.textContent = failed.dataset.failed;
      });
  });
}

async function answer(kind, from) {
  const asked = await fetch(from, { method: 'POST' });
  if (!asked.ok) throw new Error(String(asked.status));
  const options = await asked.json();
  const isNew = kind === 'create';
  const publicKey = isNew
    ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
    : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials[kind]({ publicKey });
  return credential.toJSON();
}
