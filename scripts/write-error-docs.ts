// Writes docs/errors.md from the error tables of src/. Run by `npm run docs`.
import { writeFileSync } from 'node:fs'
import { readDeclaredErrors } from '../test/architecture/error-codes.ts'
import { describeError } from './describe-error.ts'

const opening = `# Errors

Every error that we foresaw has a code, which stays the same from version to version. The command line prints it with what to do next; over HTTP it is the \`code\` of a problem document (RFC 9457). Anything without a code is a defect of ours: please report it. Words in ‹angles› stand for the values of the case.

| kind | what it means | exit code | HTTP |
| --- | --- | --- | --- |
| wrong-use | the command, request or option is wrong | 2 | 400 |
| definition | the project's definitions or settings are wrong | 3 | 422 |
| not-found | what was asked for does not exist | 4 | 404 |
| conflict | it clashes with what is there, or with another process | 5 | 409 |
| refused | a check or gate said no | 6 | 422 |
| outside | a disk, a network or another program failed | 7 | 502 |

This page is written by \`npm run docs\` from the tables in \`src/*/errors.ts\`.
`

const declared = (await readDeclaredErrors()).toSorted((a, b) => (a.code < b.code ? -1 : 1))
const byArea = Map.groupBy(declared, ({ code }) => code.split('.')[0] ?? '')
const areas = [...byArea].map(([area, errors]) => `\n## ${area}\n${errors.map(toEntry).join('')}`)

writeFileSync(new URL('../docs/errors.md', import.meta.url), opening + areas.join(''))

function toEntry({ code, declaration }: (typeof declared)[number]): string {
  const { kind, message, hint } = describeError(declaration)
  const next = hint === undefined ? '' : `\nNext: ${hint}\n`
  return `\n### \`${code}\`\n\n${kind}: ${message}\n${next}`
}
