import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleUserRound, Keyboard, LogOut, Search, Settings2 } from 'lucide-react'
import { forgetAll } from '../account/left-here.ts'
import { signOut } from '../api/endpoints.ts'
import { meQuery } from '../api/queries.ts'
import { usePermissions } from '../api/use-may.ts'
import { type Language, languages, useSpeaking } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { Popover, PopoverClose } from '../parts/popover.tsx'
import { Segments } from '../parts/segments.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { FirmSwitch } from './firm-switch.tsx'
import { firmPagesFor, type useRooms } from './rooms.ts'
import { chooseTheme, themes, useTheme } from './theme.ts'

type SettingsMenuProps = {
  onHelp: () => void
  onSearch?: () => void
  /** Rooms that have no place of their own beside it, with what waits in each. */
  rooms?: readonly (ReturnType<typeof useRooms>[number] & { number: number })[]
}

/** Who one is here, the settings, language, colours, keys and the way out. */
export function SettingsMenu({ onHelp, onSearch, rooms = [] }: SettingsMenuProps) {
  const { language, say, speak } = useSpeaking()
  const me = useQuery(meQuery).data
  const setsFirm = firmPagesFor(usePermissions()).length > 0
  const theme = useTheme()
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      forgetAll()
      location.assign('/sign-in')
    },
    onError: tellProblem,
  })
  return (
    <Popover
      label={say('nav.menu')}
      align="end"
      className="w-64 p-3 max-md:max-h-(--radix-popover-content-available-height)"
      trigger={
        <button
          type="button"
          title={say('nav.menu')}
          className="flex h-8 w-full items-center gap-2.5 rounded-md px-2 text-ink-2 text-sm hover:bg-hover hover:text-ink max-lg:justify-center max-md:size-11 max-md:p-0"
        >
          <Settings2 aria-hidden className="size-4 shrink-0 max-md:size-5" />
          <span className="sr-only">{say('nav.menu')} </span>
          <span className="hidden truncate lg:block">{me?.person?.name}</span>
        </button>
      }
    >
      <div className="flex flex-col gap-3">
        {(onSearch || rooms.length > 0) && (
          <div className="-mx-1 flex flex-col border-line border-b pb-2">
            {onSearch && (
              <PopoverClose>
                <Button look="quiet" className="justify-start" onClick={onSearch}>
                  <Search aria-hidden className="size-4 shrink-0" />
                  {say('nav.search')}
                </Button>
              </PopoverClose>
            )}
            {rooms.map(({ to, key, icon: Icon, number }) => (
              <PopoverClose key={to}>
                <Link to={to} className={buttonClass('quiet', 'md', 'justify-start')}>
                  <Icon aria-hidden className="size-4 shrink-0" />
                  <span className="flex-1 text-left">{say(key)}</span>
                  {number > 0 && <span className="figures text-accent text-xs">{number}</span>}
                </Link>
              </PopoverClose>
            ))}
          </div>
        )}
        <FirmSwitch />
        <Segments
          label={say('nav.language')}
          value={language}
          onChange={(chosen) => speak(chosen)}
          options={(Object.keys(languages) as Language[]).map((code) => ({
            value: code,
            label: languages[code],
          }))}
        />
        <Segments
          label={say('nav.theme')}
          value={theme}
          onChange={chooseTheme}
          options={themes.map((each) => ({ value: each, label: say(`nav.theme.${each}`) }))}
        />
        <div className="-mx-1 flex flex-col border-line border-t pt-2">
          <PopoverClose>
            <Link to="/settings/account" className={buttonClass('quiet', 'md', 'justify-start')}>
              <CircleUserRound aria-hidden className="size-4 shrink-0" />
              <span className="flex-1 text-left">{say('nav.account')}</span>
              {me?.role && <span className="text-ink-3 text-xs">{say(`role.${me.role}`)}</span>}
            </Link>
          </PopoverClose>
          {setsFirm && (
            <PopoverClose>
              <Link to="/settings" className={buttonClass('quiet', 'md', 'justify-start')}>
                <Settings2 aria-hidden className="size-4 shrink-0" />
                {say('nav.settings')}
              </Link>
            </PopoverClose>
          )}
          <PopoverClose>
            <Button look="quiet" icon={Keyboard} className="justify-start" onClick={onHelp}>
              {say('help.title')}
            </Button>
          </PopoverClose>
          <Button
            look="quiet"
            icon={LogOut}
            className="justify-start"
            busy={leave.isPending}
            onClick={() => leave.mutate()}
          >
            {say('nav.signOut')}
          </Button>
        </div>
      </div>
    </Popover>
  )
}
