// Called by `npm install`: tells Git to use the hooks in this folder, where this project is a repository
// of its own. Anywhere else it does nothing.
import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'

const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim()

try {
  const top = git('rev-parse', '--show-toplevel')
  if (realpathSync(top) === realpathSync('.')) git('config', 'core.hooksPath', '.githooks')
} catch {
  // No Git, or no repository yet: `npm run prepare` does it later.
}
