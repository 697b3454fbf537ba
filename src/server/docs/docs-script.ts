/** What the documentation's page does by itself: the look that was chosen, and the forms. */
export const docsScript = `
const root = document.documentElement
const chosen = localStorage.getItem('groundswell.theme')
if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen

document.querySelector('#look').addEventListener('click', () => {
  const isDark = getComputedStyle(root).colorScheme === 'dark' ||
    (root.dataset.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = isDark ? 'light' : 'dark'
  localStorage.setItem('groundswell.theme', root.dataset.theme)
})

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (form.dataset.path === undefined) return
  event.preventDefault()
  const output = form.querySelector('output')
  const button = form.querySelector('button')
  button.disabled = true
  try {
    const started = performance.now()
    const response = await fetch(addressOf(form), requestOf(form))
    const text = await response.text()
    const took = Math.round(performance.now() - started)
    show(output, response.ok, response.status + ' ' + response.statusText + ', after ' + took + ' ms', pretty(text))
  } catch (error) {
    show(output, false, 'The server was not reached: ' + error.message, '')
  } finally {
    button.disabled = false
  }
})

function addressOf(form) {
  let path = form.dataset.path
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith('path:')) path = path.replace('{' + name.slice(5) + '}', encodeURIComponent(value))
    if (name.startsWith('query:') && value !== '') query.append(name.slice(6), value)
  }
  return query.size === 0 ? path : path + '?' + query
}

function requestOf(form) {
  const body = new FormData(form).get('body')
  return body === null
    ? { method: form.dataset.method }
    : { method: form.dataset.method, body, headers: { 'content-type': 'application/json' } }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function show(output, isGood, state, text) {
  const line = document.createElement('p')
  line.className = 'state ' + (isGood ? 'good' : 'bad')
  line.textContent = (isGood ? '✓ ' : '✗ ') + state
  const answer = document.createElement('pre')
  answer.tabIndex = 0
  answer.textContent = text
  output.replaceChildren(line, ...(text === '' ? [] : [answer]))
}
`
