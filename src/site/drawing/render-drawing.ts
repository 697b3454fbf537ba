import { escapeHtml } from '../html.ts'
import type { Drawing } from './drawing.ts'

export interface DrawingToRender {
  readonly title: string
  readonly drawing: Drawing
  /** The design tokens, of which it takes its colours. */
  readonly tokensCss: string
}

const margin = 24

/** An SVG file that needs nothing else, light or dark as its reader's system is. */
export function renderDrawing({ title, drawing, tokensCss }: DrawingToRender): string {
  const { width, height, bands, nodes, links } = drawing
  const [w, h] = [width + 2 * margin, height + 2 * margin]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${styleOf(tokensCss)}</style>`,
    `<rect class="paper" width="${w}" height="${h}"/>`,
    `<g transform="translate(${margin} ${margin})">`,
    ...bands.map(
      ({ title: name, x, y }) => `<text class="band" x="${x}" y="${y}">${escapeHtml(name)}</text>`,
    ),
    ...links.map(({ path }) => `<path class="link" d="${path}"/>`),
    ...nodes.map(({ name, kind, title: shown, x, y, width: nw, height: nh }) =>
      [
        `<g transform="translate(${x} ${y})"><title>${escapeHtml(`${kind} ${name}`)}</title>`,
        `<rect class="box" width="${nw}" height="${nh}" rx="6"/>`,
        `<text class="kind" x="12" y="18">${escapeHtml(kind)}</text>`,
        `<text class="name" x="12" y="36">${escapeHtml(shown)}</text></g>`,
      ].join(''),
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

const colours = {
  paper: 'paper',
  raised: 'paper-raised',
  line: 'hairline-strong',
  ink: 'ink',
  soft: 'ink-soft',
} as const

/** Plain colours and a query for dark ones: what shows SVG often knows no newer CSS. */
function styleOf(tokensCss: string): string {
  const [light, dark] = (['light', 'dark'] as const).map((theme) => {
    const of = (name: keyof typeof colours) => colourOf(tokensCss, colours[name])[theme]
    return [
      `.paper{fill:${of('paper')}}`,
      `.box{fill:${of('raised')};stroke:${of('line')}}`,
      `.link{stroke:${of('line')}}`,
      `.name,.band{fill:${of('ink')}}`,
      `.kind{fill:${of('soft')}}`,
    ].join('')
  })
  return [
    `text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:14px}`,
    `.kind{font-size:12px}.band{font-size:16px;font-weight:600}.link{fill:none;stroke-width:1.5}`,
    light,
    `@media(prefers-color-scheme:dark){${dark}}`,
  ].join('')
}

function colourOf(
  tokensCss: string,
  name: string,
): { readonly light: string; readonly dark: string } {
  const found = new RegExp(`--${name}:\\s*light-dark\\((#\\w+),\\s*(#\\w+)\\)`).exec(tokensCss)
  const [, light, dark] = found ?? []
  if (light === undefined || dark === undefined)
    throw new Error(`no colour of the tokens is called ${name}`)
  return { light, dark }
}
