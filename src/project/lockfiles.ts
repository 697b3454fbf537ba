import { posix } from 'node:path'

/** By the ending of a program's source, the files in which its packages may be named. */
const lockfiles: Readonly<Record<string, readonly string[]>> = {
  '.py': [
    'requirements.txt',
    'uv.lock',
    'poetry.lock',
    'pdm.lock',
    'Pipfile.lock',
    'pixi.lock',
    'conda-lock.yml',
    'environment.yml',
  ],
  '.r': ['renv.lock'],
  '.jl': ['Manifest.toml'],
  '.rb': ['Gemfile.lock'],
  '.cjs': [],
  '.js': [],
  '.mjs': [],
  '.sh': [],
  '.ts': [],
}

/**
 * The files that a command is made of as far as its words tell: sources in the project's folder, and the lockfiles that
 * may lie beside them or at the top. They count whether they are there or not.
 */
export function sourcesOf(words: readonly string[]): string[] {
  const sources = words.filter(
    (word) => lockfilesOf(word) !== undefined && !/^[/-]|^\.\.|\\/.test(word),
  )
  const locks = sources.flatMap((source) =>
    ['.', posix.dirname(source)].flatMap((folder) =>
      (lockfilesOf(source) ?? []).map((name) => posix.join(folder, name)),
    ),
  )
  return [...new Set([...sources.map((source) => posix.normalize(source)), ...locks])]
}

function lockfilesOf(word: string): readonly string[] | undefined {
  return lockfiles[posix.extname(word).toLowerCase()]
}
