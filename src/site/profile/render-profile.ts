import type { Profile, ProfileComparison } from '../../data/index.ts'
import { html, trustedHtml, type Html } from '../html.ts'
import { pageStyle } from '../page-style.ts'
import { columnSection } from './column-section.ts'
import { comparisonSection } from './comparison-section.ts'
import { correlationSection } from './correlation-section.ts'
import { alertsSection, missingSection, overviewSection } from './overview-section.ts'
import { profileStyle } from './profile-style.ts'
import { sampleSection } from './sample-section.ts'

export interface ProfilePage {
  readonly title: string
  readonly madeAt?: Date
  /** The content of `tokens.css`. */
  readonly tokensCss: string
  /** Sets another profile beside this one. */
  readonly compared?: {
    readonly title: string
    readonly profile: Profile
    readonly comparison: ProfileComparison
  }
}

/** One HTML file with all that it needs inside; it loads nothing and runs nothing. */
export function renderProfile(profile: Profile, page: ProfilePage): string {
  const { compared } = page
  const old = new Map(compared?.profile.columns.map((column) => [column.name, column]))
  const drifts = new Map(compared?.comparison.columns.map((drift) => [drift.name, drift]))
  const { markup } = html`<!doctype html>
    <html lang="en">
      ${documentHead(page)}
      <body>
        <div class="page">
          <main>
            ${pageHead(profile, page)}
            ${compared === undefined ? undefined : comparisonSection(compared.comparison, profile)}
            ${alertsSection(profile)}
            <section class="part" id="columns">
              <h2>Columns</h2>
              ${profile.columns.map((column, at) => {
                const drift = drifts.get(column.name)
                const before = drift === undefined ? undefined : old.get(column.name)
                return columnSection({
                  column,
                  at,
                  profile,
                  ...(drift === undefined ? {} : { drift }),
                  ...(before === undefined ? {} : { before }),
                })
              })}
            </section>
            ${missingSection(profile)} ${correlationSection(profile)} ${sampleSection(profile)}
          </main>
          ${pageFoot(profile)}
        </div>
      </body>
    </html> `
  return markup
}

function documentHead({ title, tokensCss }: ProfilePage): Html {
  // A style sheet can't hold an end tag; the tokens come from outside, so that is made sure of.
  const tokens = tokensCss.replaceAll('</', '<\\/')
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    />
    <title>Profile of ${title}</title>
    <link rel="icon" href="data:," />
    <style>
      ${trustedHtml(tokens)}${trustedHtml(pageStyle)}${trustedHtml(profileStyle)}
    </style>
  </head>`
}

function pageHead(profile: Profile, { title, compared }: ProfilePage): Html {
  const parts = [
    ...(compared === undefined ? [] : [['changes', 'What changed']]),
    ['alerts', 'What stands out'],
    ['columns', 'Columns'],
    ['missing', 'Missing values'],
    ...(profile.correlations.columns.length < 2 ? [] : [['correlations', 'Correlations']]),
    ['sample', 'First rows'],
  ]
  return html`<header class="page-head">
    <h1>${title}</h1>
    ${
      compared === undefined
        ? undefined
        : html`<p class="introduction">
            Compared with <b>${compared.title}</b>: bars are now, the dashed line was before.
          </p>`
    }
    ${overviewSection(profile)}
    <nav class="contents" aria-label="Parts">
      ${parts.map(([anchor, words]) => html`<a href="#${anchor}">${words}</a>`)}
    </nav>
  </header>`
}

function pageFoot({ approximations }: Profile): Html {
  return html`<footer class="page-foot">
    ${
      approximations.length === 0
        ? html`<p>All numbers of this table are exact.</p>`
        : approximations.map((sentence) => html`<p>${sentence}</p>`)
    }
  </footer>`
}
