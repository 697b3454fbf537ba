import { readTokens } from '../project/index.ts'
import { escapeHtml } from './escape-html.ts'
import { toStaticPage, type StaticFile } from './static-files.ts'

export interface Notice {
  readonly title: string
  /** What is the matter, in a sentence or two. */
  readonly text: string
  /** What to type. */
  readonly command?: string
  /** Where else to go: address by name. */
  /** What a person is asked for. */
  readonly form?: NoticeForm
  readonly links?: Readonly<Record<string, string>>
}

export interface NoticeForm {
  readonly action: string
  readonly button: string
  readonly fields: readonly {
    readonly name: string
    readonly label: string
    readonly type: 'text' | 'password'
  }[]
  readonly hidden: Readonly<Record<string, string>>
}

/** A page for a person who has come to an address that has nothing better to show. */
export async function noticePage({
  title,
  text,
  command,
  form,
  links = {},
}: Notice): Promise<StaticFile> {
  const anchors = Object.entries(links).map(
    ([name, address]) => `<a href="${escapeHtml(address)}">${escapeHtml(name)}</a>`,
  )
  return toStaticPage(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${await readTokens()}
body { margin: 0; background: var(--paper); color: var(--ink); font: var(--size-text)/var(--line-text) var(--font-text); }
main { max-width: var(--measure); margin: 0 auto; padding: var(--space-section) var(--space-between); }
h1 { font-size: var(--size-title); font-weight: var(--weight-strong); line-height: var(--line-title); }
pre { padding: var(--space-step) var(--space-between); background: var(--paper-sunken); border-radius: var(--corner); font: var(--size-dense)/var(--line-text) var(--font-code); overflow-x: auto; }
a { color: var(--accent); margin-right: var(--space-between); }
label { display: block; }
input, button { display: block; margin: var(--space-step) 0; padding: var(--space-step); border: 1px solid var(--hairline-strong); border-radius: var(--corner); background: var(--paper); color: inherit; font: inherit; }
input { width: 100%; box-sizing: border-box; }
button { border-color: var(--accent); color: var(--accent); cursor: pointer; }
</style>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${form === undefined ? '' : formOf(form)}
${command === undefined ? '' : `<pre>${escapeHtml(command)}</pre>`}
<p>${anchors.join('')}</p>
</main>
</html>
`)
}

function formOf({ action, button, fields, hidden }: NoticeForm): string {
  const kept = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  )
  const asked = fields.map(
    ({ name, label, type }) =>
      `<label>${escapeHtml(label)}<input name="${name}" type="${type}" autocomplete="current-password" required autofocus></label>`,
  )
  return `<form method="post" action="${action}">${kept.join('')}${asked.join('')}<button>${escapeHtml(button)}</button></form>`
}
