// zod's generated parsers need eval, which the content policy forbids; it reads this before its first schema.
globalThis.__zod_globalConfig = { jitless: true }

// Runs before the first paint, so that a chosen theme and language do not flash. A file of its own: the content policy forbids inline scripts.
try {
  const theme = localStorage.getItem('plumbline.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  const language = localStorage.getItem('plumbline.language') || navigator.language.slice(0, 2)
  document.documentElement.lang = language === 'pl' ? 'pl' : 'en'
} catch {}
