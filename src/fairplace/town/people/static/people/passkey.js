// Passkeys: asks the browser to make or use one, and posts its answer with the form around the button.
// A form says what it does in data-passkey: "create", "get" (this person's), or "sign-in" (anybody's).

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
const readIds = (list) => (list ?? []).map((entry) => ({ ...entry, id: toBytes(entry.id) }));

async function create({ publicKey }, form) {
  const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
  const selection = { ...publicKey.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      authenticatorSelection: selection,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: readIds(publicKey.excludeCredentials),
    },
  });
}

const get = ({ publicKey }) =>
  navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: readIds(publicKey.allowCredentials),
    },
  });

function describe(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function readOptions(form) {
  if (form.dataset.passkey === "sign-in") {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }
  const options = JSON.parse(form.querySelector("#passkey-options").textContent);
  return options.creation_options ?? options.request_options;
}

async function submit(form) {
  const status = form.querySelector("[data-passkey-status]");
  status.textContent = "";
  try {
    const options = await readOptions(form);
    const credential = form.dataset.passkey === "create" ? await create(options, form) : await get(options);
    form.querySelector("[name=credential]").value = JSON.stringify(describe(credential));
    form.submit();
  } catch (error) {
    status.textContent = status.dataset.failed;
    console.warn(error);
  }
}

const isOffered = "PublicKeyCredential" in window && window.isSecureContext;
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !isOffered;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form);
  });
}
for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = isOffered;
