import type { PicturedDecision } from 'groundswell'

/**
 * The night of 14 April 1912: a lifeboat under way for who survives, the empty sea for who does not. Drawn by
 * hand, so that the page loads nothing.
 */
export function drawDecision({ isYes, name, day, probability }: PicturedDecision): string {
  const caption = name === undefined ? '' : captionOf(name, day, probability)
  const words = isYes ? 'A lifeboat with people in it' : 'The sea where a ship has sunk'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" role="img" aria-label="${words}">
<rect width="480" height="300" fill="#0d2233"/>
${stars}
${iceberg}
${ship}
<rect y="196" width="480" height="104" fill="#0b3a5e"/>
${waves(204)}
${isYes ? lifeboat : lifebelt}
${waves(262)}
${caption}
</svg>
`
}

function captionOf(name: string, day = '', probability = 0): string {
  const percent = Math.round(100 * probability)
  return `<text x="16" y="286" font-family="system-ui, sans-serif" font-size="15" fill="#e6ebee">${escapeText(name)}</text>
<text x="464" y="286" text-anchor="end" font-family="system-ui, sans-serif" font-size="15" fill="#b0bcc4">${escapeText(day)} · ${percent} %</text>`
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

const stars = [
  [30, 40],
  [84, 22],
  [140, 60],
  [196, 30],
  [250, 52],
  [304, 20],
  [352, 44],
  [410, 26],
  [452, 64],
  [60, 84],
  [226, 84],
  [330, 78],
]
  .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.6" fill="#e6ebee"/>`)
  .join('')

const iceberg = `<path d="M360 198 L384 132 L404 150 L424 104 L452 160 L480 176 L480 198 Z" fill="#b9d3e4"/>
<path d="M424 104 L452 160 L480 176 L480 198 L430 198 Z" fill="#93b6cd"/>`

/** Her stern, lights still on. */
const ship = `<g transform="rotate(-24 130 200)">
<path d="M40 176 L226 176 L214 214 L52 214 Z" fill="#14212b" stroke="#45535e"/>
<rect x="64" y="156" width="134" height="20" fill="#e6ebee"/>
${[84, 120, 156].map((x) => `<rect x="${x}" y="118" width="18" height="38" fill="#d67d54"/><rect x="${x}" y="118" width="18" height="9" fill="#14212b"/>`).join('')}
${[72, 90, 108, 126, 144, 162, 180].map((x) => `<circle cx="${x}" cy="166" r="3" fill="#fde56b"/><circle cx="${x}" cy="192" r="2.5" fill="#fde56b"/>`).join('')}
</g>`

function waves(y: number): string {
  const crests = Array.from({ length: 13 }, () => 'q 20 -12 40 0').join(' ')
  return `<path d="M-8 ${y + 8} ${crests} V300 H-8 Z" fill="#0d5f9e" fill-opacity="0.55"/>`
}

const lifeboat = `<g>
${[250, 276, 302, 328].map((x, at) => `<circle cx="${x}" cy="${218 - (at % 2) * 3}" r="8" fill="#f3c9a5"/><rect x="${x - 9}" y="${226 - (at % 2) * 3}" width="18" height="20" rx="6" fill="${['#c0563b', '#fde56b', '#6cc492', '#8fb9e0'][at]}"/>`).join('')}
<path d="M218 236 H362 L342 268 H240 Z" fill="#fcfcfa" stroke="#45535e"/>
<path d="M228 248 H352" stroke="#c0563b" stroke-width="5"/>
<path d="M262 240 L222 276 M318 240 L362 276" stroke="#d9b88c" stroke-width="4" stroke-linecap="round"/>
</g>`

const lifebelt = `<g transform="rotate(-8 290 244)">
<ellipse cx="290" cy="244" rx="30" ry="14" fill="none" stroke="#fcfcfa" stroke-width="11"/>
<ellipse cx="290" cy="244" rx="30" ry="14" fill="none" stroke="#c0563b" stroke-width="11" stroke-dasharray="17 18"/>
</g>`
