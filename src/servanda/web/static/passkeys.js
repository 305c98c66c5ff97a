// Makes and uses passkeys: a form with data-passkey asks the browser, and is sent with what it answers.
(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const known = list => (list || []).map(each => ({...each, id: bytes(each.id)}));

  const created = async given => {
    const asked = {...given.creation_options.publicKey};
    asked.challenge = bytes(asked.challenge);
    asked.user = {...asked.user, id: bytes(asked.user.id)};
    asked.excludeCredentials = known(asked.excludeCredentials);
    asked.authenticatorSelection = {...asked.authenticatorSelection, residentKey: 'required',
      requireResidentKey: true, userVerification: 'required'};
    const made = await navigator.credentials.create({publicKey: asked});
    return {id: made.id, rawId: text(made.rawId), type: made.type,
      clientExtensionResults: made.getClientExtensionResults(),
      response: {clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject)}};
  };

  const shown = async given => {
    const asked = {...given.request_options.publicKey};
    asked.challenge = bytes(asked.challenge);
    asked.allowCredentials = known(asked.allowCredentials);
    const found = await navigator.credentials.get({publicKey: asked});
    return {id: found.id, rawId: text(found.rawId), type: found.type,
      clientExtensionResults: found.getClientExtensionResults(),
      response: {clientDataJSON: text(found.response.clientDataJSON),
        authenticatorData: text(found.response.authenticatorData), signature: text(found.response.signature),
        userHandle: found.response.userHandle ? text(found.response.userHandle) : null}};
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.addEventListener('submit', async event => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      const failed = form.querySelector('[data-passkey-failed]');
      failed.hidden = true;
      try {
        const given = form.dataset.from
          ? await (await fetch(form.dataset.from, {headers: {Accept: 'application/json'}})).json()
          : JSON.parse(form.dataset.options);
        const answer = await (form.dataset.passkey === 'create' ? created(given) : shown(given));
        form.elements.credential.value = JSON.stringify(answer);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
