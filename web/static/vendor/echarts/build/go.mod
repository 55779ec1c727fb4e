module github.com/opmaat/opmaat/web/static/vendor/echarts/build

go 1.26.0

require github.com/evanw/esbuild v0.28.2

require golang.org/x/sys v0.47.0 // indirect
