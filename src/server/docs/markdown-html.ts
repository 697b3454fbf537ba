import { escapeHtml, proseHtml } from '../escape-html.ts'

export interface MarkdownPage {
  readonly html: string
  /** Headings of the second level, in order. */
  readonly sections: readonly { readonly id: string; readonly title: string }[]
}

/** HTML of the little Markdown that our generated pages are written in: headings, tables, paragraphs. */
export function markdownHtml(markdown: string): MarkdownPage {
  const sections: { id: string; title: string }[] = []
  const blocks = markdown.split(/\n{2,}/).map((block) => {
    const text = block.trim()
    const [, marks = '', title = ''] = /^(#{1,4}) (.+)$/.exec(text) ?? []
    if (marks !== '') {
      const id = title.replaceAll('`', '')
      if (marks.length === 2) sections.push({ id, title })
      return `<h${marks.length} id="${escapeHtml(id)}">${proseHtml(title)}</h${marks.length}>`
    }
    return text.startsWith('|') ? tableHtml(text) : `<p>${proseHtml(text)}</p>`
  })
  return { html: blocks.join('\n'), sections }
}

function tableHtml(text: string): string {
  const [head = [], , ...rows] = text.split('\n').map((line) =>
    line
      .replaceAll(/^\||\|$/g, '')
      .split('|')
      .map((cell) => proseHtml(cell.trim())),
  )
  const headHtml = head.map((cell) => `<th scope="col">${cell}</th>`).join('')
  const rowsHtml = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
  return `<table><thead><tr>${headHtml}</tr></thead><tbody>${rowsHtml.join('')}</tbody></table>`
}
