import { useEffect, useRef, type ReactNode } from 'react'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Without a visible head, as the search. */
  readonly bare?: boolean
}

/** A modal of the browser's own: it keeps the focus, and Escape closes it. */
export function Dialog({ title, onClose, children, bare = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="dialog-body">
        {bare ? null : (
          <header className="dialog-head">
            <h2>{title}</h2>
            <button type="button" className="button small" onClick={onClose}>
              Close
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
