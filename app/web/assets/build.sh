#!/bin/sh
# Builds app/web/static from what `npm ci` brought; `make` runs it in the project's root.
# Pages and summaries ask for nothing from outside, so everything they show is built or copied here.
set -eu

assets=app/web/assets
modules=$assets/node_modules
static=app/web/static
mkdir -p "$static/fonts"

# --quiet-deps hides the warnings of govuk-frontend, which are its authors' to mend, and none of ours.
node "$modules/sass/sass.js" --style=compressed --no-source-map --no-charset --quiet-deps --load-path="$modules" \
    "$assets/staff.scss:$static/staff.css" "$assets/patient.scss:$static/patient.css"

# The whole font, not the usual cuts into Latin and Latin-ext: WeasyPrint takes two cuts of one name for one
# font and sets wrong letters. WOFF2 for browsers; TrueType for the PDF, where unpacking WOFF2 would cost 85 ms each time.
font() {
    from=$modules/@expo-google-fonts/atkinson-hyperlegible-next/$1/AtkinsonHyperlegibleNext_$1.ttf
    to=$static/fonts/atkinson-hyperlegible-next-$2
    # A new file, never new bytes in the old one: a running renderer has the old one mapped into its memory.
    cp --remove-destination "$from" "$to.ttf"
    .venv/bin/fonttools ttLib.woff2 compress --quiet -o "$to.woff2" "$from"
}
font 400Regular regular
font 400Regular_Italic italic
font 700Bold bold
font 700Bold_Italic bold-italic

# For letters and signs that ours lacks (Greek, Cyrillic, Arabic, arrows), on paper only.
for weight in DejaVuSans DejaVuSans-Bold; do
    cp --remove-destination "$modules/dejavu-fonts-ttf/ttf/$weight.ttf" "$static/fonts"
done

# Scripts are served as they are written: govuk-frontend's, for staff pages, and our own.
for script in "$modules/govuk-frontend/dist/govuk/govuk-frontend.min.js" "$assets"/*.js; do
    [ ! -e "$script" ] || cp "$script" "$static"
done
