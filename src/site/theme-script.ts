/** The switch of light and dark: a `button.theme`, hidden where no script runs. */
export const themeScript = String.raw`const root = document.documentElement
const button = document.querySelector('button.theme')
const isDark = () =>
  (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
const remember = (theme) => {
  // Pages opened from disk may not be allowed to keep anything.
  try {
    if (theme) localStorage.setItem('theme', theme)
    return localStorage.getItem('theme')
  } catch {
    return undefined
  }
}
function setTheme(theme) {
  if (theme === 'dark' || theme === 'light') root.dataset.theme = theme
  button.textContent = isDark() ? 'Light' : 'Dark'
  button.setAttribute('aria-label', 'Switch to ' + (isDark() ? 'light' : 'dark'))
}
button.hidden = false
button.addEventListener('click', () => {
  const theme = isDark() ? 'light' : 'dark'
  remember(theme)
  setTheme(theme)
})
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => setTheme())
setTheme(remember())
`
