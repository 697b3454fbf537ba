import { themeScript } from '../theme-script.ts'

/** What the report does beyond being read: the way to a column by its name, the switch of light and dark. */
export const profileScript = String.raw`
const jump = document.querySelector('form.jump')
const field = jump.querySelector('input')
const found = jump.querySelector('[aria-live]')
const sections = [...document.querySelectorAll('section.column')]
const matches = () => {
  const wanted = field.value.trim().toLowerCase()
  return sections.filter(({ dataset }) => dataset.name.toLowerCase().includes(wanted))
}
jump.hidden = false
field.addEventListener('input', () => {
  const kept = new Set(matches())
  for (const section of sections) section.hidden = !kept.has(section)
  found.textContent = field.value === '' ? '' : kept.size + ' of ' + sections.length + ' columns'
})
jump.addEventListener('submit', (event) => {
  event.preventDefault()
  const wanted = field.value.trim().toLowerCase()
  const all = matches()
  const target = all.find(({ dataset }) => dataset.name.toLowerCase() === wanted) || all[0]
  if (!target) return
  location.hash = target.id
  target.scrollIntoView()
})
addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target.matches('input, select, textarea')) return
  event.preventDefault()
  field.focus()
})
addEventListener('hashchange', () => {
  const target = document.getElementById(location.hash.slice(1))
  if (!target || !target.hidden) return
  field.value = ''
  field.dispatchEvent(new Event('input'))
  target.scrollIntoView()
})
${themeScript}`
