import { useState } from 'react'
import { Choices } from '../kit/choices.tsx'
import { applyTheme, readTheme, themes, type Theme } from '../theme.ts'

const titles: Readonly<Record<Theme, string>> = { system: 'System', light: 'Light', dark: 'Dark' }

export function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme)
  const change = (value: string) => {
    const chosen = themes.find((one) => one === value) ?? 'system'
    applyTheme(chosen)
    setTheme(chosen)
  }
  return (
    <Choices
      label="Colours"
      choices={themes.map((value) => ({ value, title: titles[value] }))}
      value={theme}
      onChange={change}
    />
  )
}
