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
  readonly links?: Readonly<Record<string, string>>
}

/** A page for a person who has come to an address that has nothing better to show. */
export async function noticePage({
  title,
  text,
  command,
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
</style>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${command === undefined ? '' : `<pre>${escapeHtml(command)}</pre>`}
<p>${anchors.join('')}</p>
</main>
</html>
`)
}
