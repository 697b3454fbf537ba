import { createHash } from 'node:crypto'
import { html, trustedHtml, type Html } from './html.ts'
import { pageStyle } from './page-style.ts'

export interface DocumentHead {
  readonly title: string
  readonly description?: string
  /** The content of `tokens.css`. */
  readonly tokensCss: string
  /** Beside the style of all pages. */
  readonly style?: string
  /** The only script that may run, whatever text got into the page; none where it is absent. */
  readonly script?: string
  /** Whether the page may ask the server that serves it. */
  readonly asksServer?: boolean
}

/** The head of a page that loads nothing. */
export function documentHead(page: DocumentHead): Html {
  const { title, description, tokensCss, style = '' } = page
  // A style sheet can't hold an end tag; the tokens come from outside, so that is made sure of.
  const tokens = tokensCss.replaceAll('</', '<\\/')
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${contentPolicy(page)}" />
    ${
      description === undefined
        ? undefined
        : html`<meta name="description" content="${description}" />`
    }
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <style>
      ${trustedHtml(tokens)}${trustedHtml(pageStyle)}${trustedHtml(style)}
    </style>
  </head>`
}

function contentPolicy({ script, asksServer = false }: DocumentHead): string {
  return [
    "default-src 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    ...(asksServer ? ["connect-src 'self'"] : []),
    ...(script === undefined
      ? []
      : [`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`]),
  ].join('; ')
}
