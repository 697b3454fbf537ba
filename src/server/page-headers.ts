import { createHash } from 'node:crypto'

/** On every answer. */
export const secureHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
} as const

/**
 * Lets a page load what this server has, run the scripts that stand in it (known by their hash) and
 * nothing else. Only our own pages may show it inside of them, and only if told. Charts set styles on their elements, so styles may stand in the page.
 */
export function pageHeaders(
  html: string,
  { framedBy = 'none' }: { readonly framedBy?: 'none' | 'self' } = {},
): Readonly<Record<string, string>> {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = scripts.map(([, script = '']) => `'sha256-${digest(script)}'`)
  return {
    'content-security-policy': [
      "default-src 'self'",
      `script-src ${["'self'", ...new Set(hashes)].join(' ')}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors '${framedBy}'`,
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
  }
}

function digest(script: string): string {
  return createHash('sha256').update(script).digest('base64')
}
