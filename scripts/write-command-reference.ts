// Writes docs/commands.md from the commands' own definitions.
import { writeFileSync } from 'node:fs'
import { commands } from '../src/cli/commands.ts'
import { renderCommandReference } from './render-command-reference.ts'

const loaded = await Promise.all(commands.map((entry) => entry.load()))
writeFileSync(new URL('../docs/commands.md', import.meta.url), renderCommandReference(loaded))
