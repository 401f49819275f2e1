// Light or dark: what the system says, until the button says otherwise.

const KEY = "exafs-theme";
const dark = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : null;

export const isDark = (): boolean => document.documentElement.dataset.theme === "dark";

/** "--name" or "var(--name)": what it is in the present theme. Anything else: itself. */
export function colour(name: string): string {
  const property = /^(?:var\()?(--[\w-]+)\)?$/.exec(name)?.[1];
  if (property === undefined) return name;
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim() || "#888";
}

export function toggleTheme(): void {
  remember(isDark() ? "light" : "dark");
  apply();
}

export function startTheme(): void {
  dark?.addEventListener("change", apply);
  apply();
}

function apply(): void {
  document.documentElement.dataset.theme = remembered() ?? (dark?.matches ? "dark" : "light");
  document.dispatchEvent(new Event("themechange"));
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is shut off: the system decides
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    document.documentElement.dataset.theme = theme;
  }
}
