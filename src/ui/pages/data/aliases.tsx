/** The movable names of a version. */
export function Aliases({ aliases }: { aliases: readonly string[] }) {
  return aliases.map((alias) => (
    <span key={alias} className="tag">
      {alias}
    </span>
  ))
}
