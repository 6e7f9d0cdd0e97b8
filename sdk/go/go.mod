module notpanel

go 1.19
