import { themeScript } from '../theme-script.ts'

/** Asks the service what the form says, and the switch of light and dark. Without it the page is whole. */
export const decisionScript = String.raw`
const form = document.querySelector('form.what-if')
if (form) {
  if (location.protocol === 'file:') document.querySelector('.offline').hidden = false
  form.addEventListener('submit', ask)
  form.addEventListener('reset', () => (form.querySelector('.reply').hidden = true))
}

async function ask(event) {
  event.preventDefault()
  const row = JSON.parse(form.querySelector('script').textContent)
  for (const field of form.querySelectorAll('[data-type]')) {
    const isNumber = field.dataset.type === 'number'
    row[field.name] = field.value === '' ? null : isNumber ? Number(field.value) : field.value
  }
  const button = form.querySelector('button[type=submit]')
  button.disabled = true
  show(await reply(row).catch(() => undefined))
  button.disabled = false
}

async function reply(row) {
  const answer = await fetch(form.dataset.address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rows: [row] }),
  })
  const body = await answer.json()
  if (!answer.ok) return { problem: body.detail || body.title || 'The service refused the question.' }
  return { probability: body.predictions[0][form.dataset.answer], version: body.version }
}

function show(said) {
  const box = form.querySelector('.reply')
  const [yes, no, words] = ['.said-yes', '.said-no', '.answer'].map((name) => box.querySelector(name))
  const known = said !== undefined && typeof said.probability === 'number'
  const isYes = known && said.probability >= 0.5
  yes.hidden = !isYes
  no.hidden = !known || isYes
  box.hidden = false
  if (!known) {
    words.textContent = (said && said.problem) || 'The service can not be reached from here.'
    return
  }
  const share = Math.round(100 * said.probability)
  const of = share < 1 ? 'under 1 %' : share > 99 ? 'over 99 %' : share + ' %'
  const answer = (isYes ? yes : no).querySelector('img').alt
  words.textContent = 'Most likely ' + answer + ': ' + of + ' for “' + yes.querySelector('img').alt + '”, says version ' + said.version + '.'
}

${themeScript}`
