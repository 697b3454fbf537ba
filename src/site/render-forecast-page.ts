import { createHash } from 'node:crypto'
import type { ForecastPage } from './forecast-page.ts'
import { howWeDidSection } from './how-we-did-section.ts'
import { html, trustedHtml, type Html } from './html.ts'
import { pageFoot } from './page-foot.ts'
import { pageHead } from './page-head.ts'
import { pageScript } from './page-script.ts'
import { pageSetting } from './page-setting.ts'
import { pageStyle } from './page-style.ts'
import { placeOutlook } from './place-outlook.ts'
import { placeSection } from './place-section.ts'

/**
 * One HTML file with all that it needs inside: it opens from disk, loads nothing, and is whole without
 * its script. Throws `unknownTimeZone`.
 */
export function renderForecastPage(page: ForecastPage): string {
  const setting = pageSetting(page)
  const outlooks = page.places.map((place) => placeOutlook(place, setting))
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead(page)}
      <body>
        <div class="page">
          <main>
            ${pageHead(outlooks, setting)}
            ${outlooks.map((outlook) => placeSection(outlook, setting))} ${howWeDidSection(setting)}
          </main>
          ${pageFoot(setting)}
        </div>
        ${trustedHtml(`<script>${pageScript}</script>`)}
      </body>
    </html> `
  return markup
}

function documentHead({ title, introduction, tokensCss }: ForecastPage): Html {
  // A style sheet can't hold an end tag; the tokens come from outside, so that is made sure of.
  const tokens = tokensCss.replaceAll('</', '<\\/')
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${contentPolicy()}" />
    <meta name="description" content="${introduction}" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <style>
      ${trustedHtml(tokens)}${trustedHtml(pageStyle)}
    </style>
  </head>`
}

/** Nothing may be loaded, and only our own script runs, whatever text got into the page. */
function contentPolicy(): string {
  const digest = createHash('sha256').update(pageScript).digest('base64')
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${digest}'`
}
