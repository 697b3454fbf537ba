/**
 * The forms of every secret that this process has come to know. The one state of a module in `base`: what
 * is told by any part of the process must lack it, whoever has read it, and no caller can forget it.
 */
const hidden = new Set<string>()

/** Shorter ones would be found in half of all words. */
const leastLength = 4

/** From now on the value is left out of all that is shown or stored, also encoded as in a URL, JSON or Base64. */
export function hideSecret(value: string): void {
  if (value.length < leastLength) return
  for (const form of formsOf(value)) if (form.length >= leastLength) hidden.add(form)
  hidePassword(value)
}

/** Hides the password in an address, if `text` is one: drivers tell it apart from the rest. */
export function hidePassword(text: string): void {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(text)) return
  const { password } = new URL(text)
  if (password === '') return
  hideSecret(password)
  hideSecret(decoded(password))
}

function decoded(password: string): string {
  try {
    return decodeURIComponent(password)
  } catch {
    return password
  }
}

function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const quoted = html.replaceAll('"', '&quot;')
  return [value, json, html, quoted, encodeURIComponent(value), ...base64Forms(value)]
}

/** In Base64 a text looks one of three ways, by what stands before it; its ends mix with its neighbours. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)])
    const whole = bytes.toString('base64').replaceAll('=', '')
    const from = offset === 0 ? 0 : offset + 1
    const form = whole.slice(from, bytes.length % 3 === 0 ? undefined : -1)
    return form.length < 2 * leastLength
      ? []
      : [form, form.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

/**
 * A text without what is secret in it: hidden values, and of addresses the user and the query:
 * `https://ada:secret@host/a?key=b` → `https://…@host/a?…`. For whatever is shown or stored.
 */
export function maskSecrets(text: string): string {
  return maskHidden(text)
    .replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^/@\s"]*@/gi, '$1…@')
    .replaceAll(/\b(https?:\/\/[^\s"?#]*\?)[^\s"#]*/gi, '$1…')
}

/** A text without the values that were hidden; addresses stay as they are. */
export function maskHidden(text: string): string {
  let masked = text
  // The longest first: one may hold another.
  for (const form of [...hidden].toSorted((a, b) => b.length - a.length)) {
    if (masked.includes(form)) masked = masked.replaceAll(form, '…')
  }
  return masked
}

/** A value of JSON without what is secret in its texts. */
export function maskSecretsIn<Value>(value: Value): Value {
  // Each part keeps its type: a text stays a text, a list a list of the same.
  return maskAny(value) as Value
}

function maskAny(value: unknown): unknown {
  if (typeof value === 'string') return maskSecrets(value)
  if (Array.isArray(value)) return value.map(maskAny)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskAny(one)]))
}

/** Whether a hidden value stands in these bytes. */
export function holdsSecret(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return [...hidden].some((form) => buffer.includes(form))
}
