import type { SourceFile } from './source-files.ts'

const rules: readonly { readonly pattern: RegExp; readonly fault: string }[] = [
  {
    pattern: /(?<![\w.\-/])\/(work|root|home|Users|private|workspaces?)\/[\w.-]+/,
    fault: 'a path of one machine',
  },
  {
    pattern: /\b(registry\.[\w-]+\.\w+|npm\.pkg\.[\w.]+|pypi\.\w+|files\.pythonhosted\.\w+)\b/,
    fault: 'the host of a registry',
  },
]

/** Lines of tracked text that only hold on one machine or with one registry. */
export function findLocalText(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, at) =>
        rules
          .filter(({ pattern }) => pattern.test(line))
          .map(({ fault }) => `${path}:${at + 1} names ${fault}`),
      ),
  )
}

/** Code that reaches for a file of source by its name: the compiled package has no `.ts`. */
export function findSourcePaths(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ text }) => /new (URL|Worker)\(\s*['"`][^'"`]*\.tsx?['"`]/.test(text))
    .map(({ path }) => `${path} names a file that is called .js once compiled`)
}
