import type { Say } from '../i18n/i18n.tsx'

/** Most names stand in others' user agents as well, so the first that fits counts. */
const browsers: readonly [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPiOS)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]
const phones = ['iPhone', 'iPad', 'Android']

const nameIn = (names: readonly [RegExp, string][], userAgent: string) =>
  names.find(([sign]) => sign.test(userAgent))?.[1]

/** A device in words, by its user agent: Chrome on Windows. */
export function deviceIn(say: Say, userAgent: string | null): string {
  const browser = nameIn(browsers, userAgent ?? '')
  const system = nameIn(systems, userAgent ?? '')
  if (browser !== undefined && system !== undefined) return say('device.on', { browser, system })
  return browser ?? system ?? say('device.unknown')
}

/** Whether it is held in the hand. */
export const isHandheld = (userAgent: string | null): boolean =>
  phones.includes(nameIn(systems, userAgent ?? '') ?? '')
