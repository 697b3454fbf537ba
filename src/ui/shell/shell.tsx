import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Brand } from './brand.tsx'
import { Rail } from './rail.tsx'
import { SearchDialog } from './search-dialog.tsx'

/** What stands around every page: the rail, the search, the place for the page. */
export function Shell() {
  const [menuOpen, setMenuOpen] = useState(false)
  const [searching, setSearching] = useState(false)
  const { pathname } = useLocation()
  useEffect(() => setMenuOpen(false), [pathname])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return
      event.preventDefault()
      setSearching(true)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  const search = () => setSearching(true)
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the page
      </a>
      <div className="top-bar">
        <Brand />
        <button type="button" className="button" onClick={search}>
          Search
        </button>
        <button
          type="button"
          className="button"
          aria-expanded={menuOpen}
          aria-controls="rail"
          onClick={() => setMenuOpen(!menuOpen)}
        >
          {menuOpen ? 'Close' : 'Menu'}
        </button>
      </div>
      <Rail open={menuOpen} onSearch={search} />
      <main className="page" id="content" tabIndex={-1}>
        <Outlet />
      </main>
      {searching ? <SearchDialog onClose={() => setSearching(false)} /> : null}
    </div>
  )
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select') !== null
}
