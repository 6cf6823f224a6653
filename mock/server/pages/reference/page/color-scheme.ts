/** Has Swagger UI follow the light or dark mode of the reader, also when it changes: it knows a class only. */
export function followColorScheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
  follow();
  dark.addEventListener("change", follow);
}
