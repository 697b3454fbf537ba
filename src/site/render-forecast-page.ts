import type { ForecastPage } from './forecast-page.ts'
import { howWeDidSection } from './how-we-did-section.ts'
import { documentHead } from './document-head.ts'
import { html, trustedHtml } from './html.ts'
import { pageFoot } from './page-foot.ts'
import { pageHead } from './page-head.ts'
import { pageScript } from './page-script.ts'
import { pageSetting } from './page-setting.ts'
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
      ${documentHead({ title: page.title, description: page.introduction, tokensCss: page.tokensCss, script: pageScript })}
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
